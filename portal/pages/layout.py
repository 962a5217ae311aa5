"""What every page's frame needs: menu, notice of a missing language, version of the stylesheet, demo mark."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask

from portal.config import Settings
from portal.pages.navigation import ways
from portal.web.language import current_language

# One sentence per language that is not complete yet: it must be readable before its catalog exists.
# Written by the project, not yet checked by native speakers.
FALLBACK_NOTICES = {
    "ku": "Ev rûpel hêj bi kurdî tune ye. Hûn wê bi almanî dibînin.",
    "ru": "Этой страницы пока нет на русском языке. Вы видите её на немецком.",
    "uk": "Цієї сторінки поки немає українською. Ви бачите її німецькою.",
    "pl": "Tej strony nie ma jeszcze po polsku. Widzisz ją po niemiecku.",
    "it": "Questa pagina non è ancora disponibile in italiano. La vedi in tedesco.",
    "fr": "Cette page n’existe pas encore en français. Vous la voyez en allemand.",
    "es": "Esta página todavía no está en español. La ve en alemán.",
    "pt": "Esta página ainda não existe em português. Está a vê-la em alemão.",
    "el": "Αυτή η σελίδα δεν υπάρχει ακόμη στα ελληνικά. Τη βλέπετε στα γερμανικά.",
    "sr": "Ова страница још не постоји на српском. Видите је на немачком.",
    "ro": "Această pagină nu există încă în română. O vedeți în germană.",
    "fa": "این صفحه هنوز به فارسی موجود نیست. آن را به آلمانی می‌بینید.",
    "he": "הדף הזה עדיין לא קיים בעברית. אתם רואים אותו בגרמנית.",
    "zh": "本页面尚无中文版，您看到的是德语版。",
    "th": "หน้านี้ยังไม่มีภาษาไทย คุณกำลังดูเป็นภาษาเยอรมัน",
}


@cache
def stylesheet_version() -> str:
    """Short hash of the stylesheet: a new one is fetched, the old one may stay cached for a year."""
    path = Path(__file__).parents[1] / "static" / "portal.css"
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def init_layout(app: Flask, settings: Settings) -> None:
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 365 * 24 * 3600

    @app.context_processor
    def _frame() -> dict[str, Any]:
        return {
            "main_navigation": ways,
            "fallback_notice": lambda: FALLBACK_NOTICES.get(current_language().slug, ""),
            "static_version": stylesheet_version(),
            "demo_mode": settings.mode == "demo",
        }
