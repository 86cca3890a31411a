# One refusal each: what the rule says, and what the person can do next.

subject_unknown = There is no { $subject } to write about.
    .do = Check the id; a shift's log is shift/ and a name of your own.

entry_unknown = { $subject } has no entry { $entry }.
    .do = Look at the narrative and name the entry by its id.

entry_was_corrected = { $entry } was corrected by { $newer }.
    .do = Correct { $newer } instead.

attachment_too_large = The attachment has { $size } { $size ->
        [one] byte
       *[other] bytes
    }; at most { $limit } are kept here.
    .do = Make it smaller, or keep it elsewhere and say where in a remark.

media_type_not_accepted = Attachments of the kind { $media_type } are not accepted.
    .do = Convert it to JPEG, PNG, GIF, WebP, PDF, CSV or plain text.

entry_not_flagged = { $entry } is not flagged { $flag }.
    .do = Nothing to do.
