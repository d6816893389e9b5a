"""Names of clients that do not exist: an invented word and a trade, in the language of the client's market."""

import unicodedata

_STARTS = (
    "Adru", "Belko", "Civa", "Dorvi", "Eskru", "Fenra", "Gralo", "Hispu", "Ivoro", "Jumbre", "Kelsa", "Lorqui",
    "Mivra", "Nubela", "Ostri", "Pruña", "Quevi", "Rasmo", "Selto", "Trimba", "Ulvero", "Vesqui", "Wandro", "Yalbe",
)  # fmt: skip
_ENDS = (
    "bindo", "cazza", "dral", "fenque", "gorín", "halu", "jora", "lésia", "mundra", "nivar",
    "peque", "quil", "rossa", "sendra", "tova", "ulga", "vanta", "xeno", "yumba", "zelpo",
)  # fmt: skip
_TRADES = {
    "en": (
        "Bakeries", "Logistics", "Clinics", "Textiles", "Robotics", "Insurance",
        "Schools", "Foods", "Harbours", "Energy", "Travel", "Furniture",
    ),
    "es": (
        "Panaderías", "Logística", "Clínicas", "Textiles", "Robótica", "Seguros",
        "Escuelas", "Alimentos", "Puertos", "Energía", "Turismo", "Muebles",
    ),
    "pt": (
        "Padarias", "Logística", "Clínicas", "Têxteis", "Robótica", "Seguros",
        "Escolas", "Alimentos", "Portos", "Energia", "Turismo", "Móveis",
    ),
}  # fmt: skip
_WORDS = len(_STARTS) * len(_ENDS)
_NAMES = _WORDS * len(_TRADES["en"])
# A step that shares no factor with the number of names visits them all before any comes again.
_STEP = 2027

EMPLOYEES = ("Ana Ejemplo", "Rui Exemplo", "Kim Sample", "Noa Muestra", "Lee Specimen")
RENEWAL_MANAGERS = ("Max Placeholder", "Eva Invented", "Io Fictional")


def company_name(number: int, language: str = "en") -> str:
    """The name of the made-up client with that number; no two numbers share one, however many there are.

    >>> company_name(0), company_name(1, "es"), company_name(5760)
    ('Adrubindo Bakeries', 'Lorquigorín Robótica', 'Adrubindo Bakeries 2')
    """
    place = number * _STEP % _NAMES
    trade, word = divmod(place, _WORDS)
    end, start = divmod(word, len(_STARTS))
    again = number // _NAMES
    return f"{_STARTS[start]}{_ENDS[end]} {_TRADES[language][trade]}" + (f" {again + 1}" if again else "")


def domain(name: str) -> str:
    """A domain for the name that no one can own: .example is kept free for examples.

    >>> domain("Lorquigorín Panaderías")
    'lorquigorin-panaderias.example'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain.casefold().replace(" ", "-") + ".example"
