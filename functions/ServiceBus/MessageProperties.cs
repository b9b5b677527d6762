namespace OrderRelay.Functions.ServiceBus;

/// <summary>Names of the application properties that travel beside a body. Their meaning never changes: messages outlive deployments.</summary>
internal static class MessageProperties
{
    public const string Attempt = "attempt";
    public const string Claim = "claim";
    public const string ExceptionType = "exceptionType";
    public const string Headers = "headers";
    public const string Identity = "identity";
    public const string OrderId = "orderId";
    public const string Provider = "provider";
    public const string ReceivedAt = "receivedAt";
    public const string ReplayOf = "replayOf";
    public const string WithoutNotifications = "withoutNotifications";

    /// <summary>Both names are W3C trace context: the SDK and the Functions host look for the first, everybody else for the second.</summary>
    public const string DiagnosticId = "Diagnostic-Id";
    public const string TraceParent = "traceparent";
}
