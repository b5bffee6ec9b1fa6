"""`python -m tests.fake_server`: the real server over the fakes, on a free port that it prints.

With `TILDA_STORE_URL` set conversations are kept there, else in memory.
"""

from __future__ import annotations

from app.settings import load_settings
from app.web.server import create_app
from app.web.serving import serve, take_address
from app.wiring import build_conversations
from tests.fakes import FakeConversations, FakeRetriever, fake_answerer, fake_library


def main() -> None:
    library = fake_library()
    settings = load_settings(port=0)
    retriever = FakeRetriever(library.documents())
    conversations = build_conversations(settings) if settings.store_url else FakeConversations()
    app = create_app(fake_answerer(), retriever, library, conversations, settings, lambda: True)
    serve(app, settings, take_address(settings))


if __name__ == "__main__":
    main()
