"""The API's ground: tokens of stations, problem details, idempotency, paging."""
