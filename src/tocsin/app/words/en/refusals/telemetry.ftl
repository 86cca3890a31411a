# One refusal each: what the rule says, and what the person can do next.

tracker_unknown = No tracker { $tracker } is on the register.
    .do = Look at the list of trackers (tocsin track), or register it.

tracker_has_two_bearers = Tracker { $tracker } would be carried by a unit and by a person.
    .do = Name one of them; a person who rides on a unit is tracked with it.

sensor_unknown = No sensor { $sensor } is on the register.
    .do = Look at the list of sensors (tocsin track), or register it.

thresholds_out_of_order = Fresh up to { $fresh_s } s is not before old from { $old_s } s.
    .do = Give a shorter time for fresh, or a longer one for old.

keeping_too_short =
    { $keep_h ->
        [one] { $keep_h } hour is too short to keep a track.
       *[other] { $keep_h } hours are too short to keep a track.
    }
    .do = Keep at least one whole file, and at least until a position counts as old.

device_unknown = Nothing here is called { $device }.
    .do = Register it as a tracker or a sensor, or report under a unit's id or call sign.

device_not_yours = This sender does not report for { $device }.
    .do = Report for the subject the token is bound to, or ask for a token that is not bound.

observed_in_future = { $device } reports from the future: { $at }.
    .do = Set the device's clock; a minute ahead is let by.

observed_too_long_ago =
    { $device } reports from { $at }, longer ago than the { $keep_h ->
        [one] { $keep_h } hour
       *[other] { $keep_h } hours
    } that are kept.
    .do = Set the device's clock, or adopt a longer time to keep.

reading_in_other_unit =
    { $device } reports in { $unit } with { $decimals ->
        [one] { $decimals } decimal
       *[other] { $decimals } decimals
    }; on the register are { $expected }.
    .do = Set the device, or register the sensor anew.

observation_of_other_kind = { $device } is a sensor and reports a position.
    .do = Register what says where it is as a tracker, under another name.
