"""Le serveur de Relève : des tournées, des disponibilités, une proposition."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/tournees")
def tournees() -> list[dict[str, object]]:
    """Les tournées sans infirmière."""
    return [{"id": 1, "jour": "2026-03-02", "quartier": "Haut-Pré"}]
