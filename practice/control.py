"""The pages behind the scenes: choosing scenarios, reading the ledger and the mailbox."""

from __future__ import annotations

from email.message import EmailMessage

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from practice.mail import Mail
from practice.scenarios import SCENARIOS, UnknownScenarioError, parse
from practice.shop import render, world_of


async def overview(request: Request) -> Response:
    """List the scenarios with the state of the world."""
    return render(request, "control.html", all_scenarios=list(SCENARIOS.values()), report=world_of(request).report())


async def ledger(request: Request) -> Response:
    """Return everything that happened, as JSON."""
    return JSONResponse(world_of(request).report())


async def switch(request: Request) -> Response:
    """Behave as other scenarios say, from a form or from JSON."""
    form = "form" in request.headers.get("content-type", "")
    wanted = "+".join((await request.form()).getlist("scenario")) if form else (await request.json())["scenario"]  # type: ignore[arg-type]
    try:
        parse(wanted)
    except UnknownScenarioError as error:
        return JSONResponse({"error": str(error)}, 400)
    world_of(request).switch(wanted)
    mail: Mail = request.app.state.mail
    await mail.prepare()
    return RedirectResponse("/practice", 303) if form else JSONResponse(world_of(request).report())


async def reset(request: Request) -> Response:
    """Forget everything, the mails too."""
    world_of(request).reset()
    mail: Mail = request.app.state.mail
    mail.inbox.clear()
    return JSONResponse(world_of(request).report())


async def end_sessions(request: Request) -> Response:
    """Log everybody out."""
    world_of(request).end_sessions()
    return Response(status_code=204)


async def inbox(request: Request) -> Response:
    """Show the mails in the practice mailbox, the newest first."""
    mail: Mail = request.app.state.mail
    return render(request, "inbox.html", messages=[(key, message, _text(message)) for key, message in mail.messages()])


async def mail_as_html(request: Request) -> Response:
    """Show one mail as a mail program would, with its pictures."""
    mail: Mail = request.app.state.mail
    message = dict(mail.messages()).get(request.path_params["key"])
    if message is None:
        return Response("There is no such mail.", 404)
    body = message.get_body(("html", "plain"))
    content = body.get_content() if body else ""
    for part in message.walk():
        if part["Content-ID"] and (name := part["Content-ID"].strip("<>")):
            picture = "".join(str(part.get_payload()).split())
            content = content.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{picture}")
    return HTMLResponse(content if body and body.get_content_subtype() == "html" else f"<pre>{content}</pre>")


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    return body.get_content() if body else ""


ROUTES = [
    Route("/practice", overview),
    Route("/practice/ledger", ledger),
    Route("/practice/scenario", switch, methods=["POST"]),
    Route("/practice/reset", reset, methods=["POST"]),
    Route("/practice/session/end", end_sessions, methods=["POST"]),
    Route("/practice/inbox", inbox),
    Route("/practice/mail/{key}", mail_as_html),
]
