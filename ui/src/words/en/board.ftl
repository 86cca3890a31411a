board-told = { $needs } need a person · { $working } working · { $quiet } quiet
board-more = { $count } more on the desk
