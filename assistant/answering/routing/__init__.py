"""Where a question goes before anything is looked up."""

from assistant.answering.routing.router import Route, Routed, route

__all__ = ["Route", "Routed", "route"]
