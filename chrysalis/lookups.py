"""`begins`: PostgreSQL's `^@`, the one way to ask for a beginning that row security lets use an index.

`LIKE`, which Django's `startswith` becomes, might tell of rows that the asker may not see (it is not
"leakproof"), so the database runs it only on the rows that are left, one by one.
"""

from typing import Any

from django.db.models import CharField, Lookup


@CharField.register_lookup
class Begins(Lookup):
    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, column_values = self.process_lhs(compiler, connection)
        text, text_values = self.process_rhs(compiler, connection)
        return f"{column} ^@ {text}", [*column_values, *text_values]
