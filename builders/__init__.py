"""How readouts become tables: one module a stage, one command a stage. Nothing is re-exported."""
