"""The ceiling for any page of this kind: FastAPI that says hello."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def hello() -> dict[str, str]:
    """A greeting."""
    return {"message": "hello"}
