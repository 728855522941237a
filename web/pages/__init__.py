"""The pages that people read, one module each."""

from fastapi import APIRouter

from web.pages import (
    accounts,
    deciding,
    doubts,
    finding,
    help,
    ledger,
    ledger_item,
    overview,
    recurrence,
    report,
    review,
    saved,
    search,
    sources,
    sourcing,
)
from web.pages.marking import local, marked, status_class, yuan
from web.pages.notices import notice_of
from web.rendering import environment

environment().filters.update(local=local, marked=marked, status_class=status_class, yuan=yuan)
environment().globals.update(notice_of=notice_of)

router = APIRouter()
for each in (
    overview,
    search,
    saved,
    report,
    finding,
    recurrence,
    review,
    deciding,
    ledger,
    ledger_item,
    doubts,
    sources,
    sourcing,
    accounts,
    help,
):
    router.include_router(each.router)
