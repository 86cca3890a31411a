"""The HTTP door: orders in, sliced pictures and streams out.

`route` says what a route is, `application` puts them together, `serving` runs them. Each area has
a module with its `ROUTES`; OpenAPI is made from the same values that decode and answer.
"""
