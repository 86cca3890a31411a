app-name = Tocsin
