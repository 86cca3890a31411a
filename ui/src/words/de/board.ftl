board-told = { $needs } brauchen jemanden · { $working } in Arbeit · { $quiet } ruhig
board-more = { $count } weitere am Leitplatz
