"""Two files that were read and wait for a person: a newer one of the demo's candidate, and one of
somebody who wrote to the recruiter and has no profile yet."""

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from recruit.clock import month_of
from recruit.intake.document_json import dump_layout
from recruit.intake.storage import store
from recruit.models import Account, Candidate, DraftState, Resume, ResumeState
from recruit.parsing.document import Document, Line
from recruit.parsing.output import draft_object
from recruit.parsing.parse import parse

# The file of a candidate who has found a better price and learned something.
NEWER = """\
{name}
{post}
Город: {city}
Желаемая зарплата: {salary} руб. на руки
Удалённая работа: да

Опыт работы
{start} – наст. время
{employer}
{title}
{story}

Ключевые навыки
Управленческая отчётность, Переговоры, Бюджетирование, Excel
"""
STRANGER = """\
Ольга Ветрова
Руководитель клиентского сервиса
Город: Казань, готова к переезду
+7 (900) 000-14-25, vetrova@demo.example
Желаемая зарплата: 140 000 руб. до вычета налога

Опыт работы
03.2021 – наст. время
ООО «Контур-Медиа»
Руководитель отдела по работе с клиентами
Собрала отдел из 6 человек, ввела разбор претензий за два дня.
Обучала новых сотрудников, вела 12 ключевых клиентов.
2017 – 2021
АО «Орбита»
Менеджер по работе с клиентами
Холодные звонки, подготовка презентаций и коммерческих предложений.

Образование
Высшее, Казанский федеральный университет, маркетинг, 2014

Ключевые навыки
Переговоры, Работа с претензиями, 1С, Деловая переписка

Языки
Английский — B1

О себе
Люблю порядок и ясные цели.
"""
RAISE = 1.15
ROUND = 5_000_00


def add_open_files(
    session: Session, files_dir: Path, candidate: Candidate, recruiter: Account, now: datetime
) -> None:
    """Keep both files with what was read from them."""
    own = {"candidate_id": candidate.id, "account_id": candidate.account_id}
    _add(session, files_dir, _newer(candidate), now, {"original_name": "резюме-новое.txt"} | own)
    facts = {"original_name": "ветрова.txt", "account_id": recruiter.id}
    _add(session, files_dir, STRANGER, now, facts)


def _newer(candidate: Candidate) -> str:
    latest = candidate.positions[0]
    wanted = int((candidate.salary or 100_000_00) * RAISE) // ROUND * ROUND // 100
    year, month = (latest.start or "2020-01").split("-")
    return NEWER.format(
        name=candidate.contact.name,
        post=candidate.title,
        city=candidate.city or "Москва",
        salary=f"{wanted:,}".replace(",", " "),
        start=f"{month}.{year}",
        employer=latest.employer,
        title=latest.title,
        story=latest.description,
    )


def _add(
    session: Session, files_dir: Path, text: str, now: datetime, facts: Mapping[str, Any]
) -> None:
    document = Document(tuple(Line(line, block=n) for n, line in enumerate(text.splitlines())))
    stored = store(io.BytesIO(text.encode()), files_dir)
    session.add(
        Resume(
            stored_name=stored.name,
            media_type="text/plain",
            size=stored.size,
            sha256=stored.sha256,
            state=ResumeState.READ,
            text=document.text,
            layout=dump_layout(document),
            draft=draft_object(parse(document, month_of(now.date())), document),
            draft_state=DraftState.OPEN,
            received_at=now,
            read_at=now,
            **facts,
        )
    )
