# One refusal each: what the rule says, and what the person can do next.

person_unknown = There is nobody known as { $person }.
    .do = Check the id, or put the person on the register.

person_exists = { $person } is on the register already.
    .do = Change that person, or leave the id out.

person_is_inactive = { $person } is deactivated.
    .do = Reactivate the person first, or name somebody else.

person_is_active = { $person } is active.
    .do = Nothing to do.

person_is_forgotten = { $person } was forgotten.
    .do = Put the person on the register anew, under another id.

handle_taken = { $person } signs in with that handle.
    .do = Choose another handle.

handle_tells_name = The handle of { $person } would tell the person's name.
    .do = Choose a number or a call sign: a handle stays readable when the name is forgotten.

role_unknown = There is no role { $role }.
    .do = Name a role of the access table.

last_administrator = { $person } is the last active administrator.
    .do = Make somebody else an administrator first.

roles_have_moved_on = Somebody changed the roles of { $person } meanwhile; now: { $roles }.
    .do = Look at what they are now, and decide over those.
