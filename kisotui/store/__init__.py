"""The store: tables, engine, queries, claims on work, migrations. The only room that knows SQL."""
