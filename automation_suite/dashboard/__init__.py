"""The dashboard: one page that shows how everything is doing, made anew each time that somebody asks for it."""
