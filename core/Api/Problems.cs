using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Api;

/// <summary>The problems that operators meet.</summary>
public static class Problems
{
    public static ApiAnswer NoSuchOrder() => ApiAnswer.Problem(
        404, "no-such-order", "No such order", "No event of this order was projected. Look it up by reference, or look at the dead letters.");

    public static ApiAnswer NoSuchLetter() => ApiAnswer.Problem(
        404, "no-such-dead-letter", "No such dead letter", "The list of dead letters shows the ids there are.");

    public static ApiAnswer NoSuchJob() => ApiAnswer.Problem(
        404, "no-such-job", "No such job", "The list shows the newest ones.");

    public static ApiAnswer NoSuchRoute() => ApiAnswer.Problem(
        404, "no-such-route", "No such route", "GET /openapi/v1.json lists every route.");

    public static ApiAnswer MethodNotAllowed(string allowed) => ApiAnswer
        .Problem(405, "method-not-allowed", "The method is not allowed", $"This route takes {allowed}.")
        .With("Allow", allowed);

    public static ApiAnswer OperatorKeyRequired() => ApiAnswer
        .Problem(401, "operator-key-required", "An operator key is required", "Send the operator key as 'Authorization: Bearer …'.")
        .With("WWW-Authenticate", "Bearer realm=\"operator\"");

    public static ApiAnswer Unavailable() => ApiAnswer
        .Problem(503, "unavailable", "The store cannot answer now", "Try again in a moment.")
        .With("Retry-After", "5");

    public static ApiAnswer Unexpected() => ApiAnswer.Problem(
        500, "unexpected", "Something unforeseen went wrong", "The log says what, under this request's trace id.");

    internal static ApiAnswer InvalidCursor(InvalidCursorException exception) => ApiAnswer.Problem(
        400, "invalid-cursor", "The cursor is invalid", exception.Message);
}
