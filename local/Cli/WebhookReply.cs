namespace OrderRelay.Local.Cli;

/// <summary>How the relay answered one webhook.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="EventId">The event's id, when it was accepted.</param>
/// <param name="Problem">What to do about it, when it was not.</param>
/// <param name="Elapsed">From the request's first byte to the answer's last.</param>
internal sealed record WebhookReply(int Status, string? EventId, string? Problem, TimeSpan Elapsed)
{
    public bool IsAccepted => Status is >= 200 and < 300;
}
