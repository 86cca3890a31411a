"""Every route of the door, area by area."""

from tocsin.app.web import (
    console,
    docs_page,
    exchange,
    ground_files,
    ground_roads,
    grounds,
    group_inbox,
    health,
    inbox,
    orders,
    pictures,
    questions,
    records,
    residents,
    retention,
    streaming,
    telemetry,
    ui_files,
)
from tocsin.app.web.route import Route

ROUTES: tuple[Route, ...] = (
    *orders.ROUTES,
    *console.ROUTES,
    *pictures.ROUTES,
    *questions.ROUTES,
    *records.ROUTES,
    *exchange.ROUTES,
    *streaming.ROUTES,
    *telemetry.ROUTES,
    *grounds.ROUTES,
    *ground_files.ROUTES,
    *ui_files.ROUTES,
    *ground_roads.ROUTES,
    *retention.ROUTES,
    *residents.ROUTES,
    *inbox.ROUTES,
    *group_inbox.ROUTES,
    *health.ROUTES,
    *docs_page.ROUTES,
)
