"""Who acts, and for which practice: every row of a practice is reached through here.

A request, job or command acts for exactly one practice.  `PracticeRow.objects` answers with that practice's rows only
and fails loudly when nobody acts; `PracticeRow.everywhere` is for migrations and the work of the system itself.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models.base import ModelState

from cleanclaim.apps.practices import roles
from cleanclaim.apps.practices.errors import AboveLimit, NoActingPractice, NotPermitted
from cleanclaim.apps.practices.prepared import new_fields, rows_create
from cleanclaim.core.money import dollars

if TYPE_CHECKING:
    from cleanclaim.apps.practices.models import Organization, User

SYSTEM = "system"
NEW = {"force_insert", "using"}  # what `create` says of a row to be saved
DECIDING = ("manager", "owner")  # who is asked above the own limit, in this order


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system) acting for one practice, with the roles held there."""

    practice: "Organization"
    roles: frozenset[str]
    user: "User | None" = None
    employer: "Organization | None" = None  # the billing company, when a client practice is acted for

    @property
    def is_system(self) -> bool:
        return SYSTEM in self.roles

    @property
    def name(self) -> str:
        return self.user.name if self.user else "CleanClaim"

    def level(self, permission: str) -> str | None:
        """At which level the permission is held; the system holds all at tenant level."""
        return "tenant" if self.is_system else roles.level(permission, self.roles)

    def may(self, permission: str) -> bool:
        """Whether the act may be done or asked for; seeing only (read, masked) counts for `*.view` and reports."""
        held = self.level(permission)
        looks = permission.endswith((".view", ".search")) or permission.startswith("report.")
        return held is not None and (looks or held not in roles.LOOKING)

    def sees_all(self, *permissions: str) -> bool:
        """Whether any of them is held for more than the own or masked records: what a list of the practice needs."""
        return any(self.may(each) and self.level(each) not in ("own", "masked") for each in permissions)

    def require(self, permission: str) -> None:
        """Raise NotPermitted unless `may`."""
        if not self.may(permission):
            raise NotPermitted(f"{self.name} may not do this ({permission}). Ask the practice manager for the role.")

    @property
    def limit_cents(self) -> int:
        """Up to which amount this actor decides alone."""
        return max((roles.limit_cents(role) for role in self.roles if role != SYSTEM), default=10**12)

    def require_limit(self, amount: int) -> None:
        """Raise AboveLimit for more cents than the actor decides about alone; it names whom to ask."""
        if amount > self.limit_cents:
            above = next((role for role in DECIDING if roles.limit_cents(role) > self.limit_cents), "second owner")
            raise AboveLimit(f"{dollars(amount)} is above your limit of {dollars(self.limit_cents)}. Ask the {above}.")


def system_actor(practice: "Organization") -> Actor:
    """The system itself, working for one practice."""
    return Actor(practice=practice, roles=frozenset({SYSTEM}))


_acting: ContextVar[Actor | None] = ContextVar("acting", default=None)


def current_actor() -> Actor:
    """Who acts now; raises NoActingPractice."""
    actor = _acting.get()
    if actor is None:
        raise NoActingPractice("no organization is acting: wrap the work in acting_as(actor)")
    return actor


def acting_practice() -> int | None:
    """The primary key of the practice that acts now; None where none does."""
    actor = _acting.get()
    return actor.practice.pk if actor else None


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """Act as `actor` within the block."""
    token = _acting.set(actor)
    try:
        yield actor
    finally:
        _acting.reset(token)


class PracticeRows(models.QuerySet):
    """Rows added many at once, by a ready-made statement."""

    def _insert(self, objs: Sequence[models.Model], fields: Sequence[models.Field], **how: Any) -> list[tuple]:
        if how.get("on_conflict") is None:
            return rows_create(objs, fields, self.model._meta.db_returning_fields)
        return super()._insert(objs, fields, **how)

    _insert.alters_data = True
    _insert.queryset_only = False


class ActingManager(models.Manager.from_queryset(PracticeRows)):
    """Rows of the acting practice only.

    The filter is built once for a model and practice and copied from then on: it is asked for with every query.
    """

    _scoped: dict[tuple[type, type, int], models.QuerySet] = {}

    def get_queryset(self) -> models.QuerySet:
        practice = current_actor().practice
        key = (self.model, self._queryset_class, practice.pk)
        if key not in self._scoped:
            self._scoped[key] = super().get_queryset().filter(practice=practice)
        return self._scoped[key].all()


class PracticeRow(models.Model):
    """A row that belongs to one practice."""

    practice = models.ForeignKey("practices.Organization", on_delete=models.PROTECT, related_name="+")

    objects = ActingManager()
    everywhere = models.Manager()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str, field_names: Sequence[str], values: Sequence[Any]) -> Self:
        """A row as it was read; what was not read with it is fetched when it is asked for.

        It goes around `__init__`, which takes each value through its attribute and sends signals that nobody hears.
        """
        row = cls.__new__(cls)
        row._state = ModelState()
        row._state.adding, row._state.db = False, db
        vars(row).update(zip(field_names, values, strict=True))
        return row

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.practice_id is None:
            self.practice = current_actor().practice
        elif (actor := _acting.get()) is not None and actor.practice.pk != self.practice_id:
            raise NoActingPractice(f"{type(self).__name__} of another practice")
        if args or kwargs.keys() - NEW or not self._state.adding or self.pk is not None:
            super().save(*args, **kwargs)
        else:
            self._add()

    def _add(self) -> None:
        """INSERT a new row; Django's way around it tells signals, and asks about keys and parents it has not."""
        self._prepare_related_fields_for_save(operation_name="save")
        given = self._meta.db_returning_fields
        with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS):
            ((*values,),) = rows_create([self], new_fields(type(self)), given)
        vars(self).update(zip((field.attname for field in given), values, strict=True))
        self._state.adding, self._state.db = False, DEFAULT_DB_ALIAS

    def _do_insert(self, manager: models.Manager, using: str, fields: Any, returning_fields: Any, raw: bool) -> Any:
        return rows_create([self], fields, returning_fields)
