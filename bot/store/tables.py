"""What all tables have in common: how things are named, and what some columns and indexes are."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Integer, MetaData

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)
#: Of a table that holds people's words, or who said them: what is deleted there leaves no trace.
PRIVATE = {"private": True}


Serial = BigInteger().with_variant(Integer(), "sqlite")


def partial(name: str, *columns: str, where: str) -> Index:
    """An index on the rows of which ``where`` is true, and no others."""
    return Index(name, *columns, info={"where": where})
