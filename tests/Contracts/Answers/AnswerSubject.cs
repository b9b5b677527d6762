namespace OrderRelay.Contracts.Answers;

/// <summary>A host under test, as its callers see it: requests in, answers out.</summary>
public abstract class AnswerSubject : IAsyncDisposable
{
    /// <summary>Sends one request.</summary>
    /// <param name="request">What to send; a provider's credential and the operator's key are in its headers.</param>
    public abstract Task<Answer> SendAsync(AnswerRequest request);

    /// <summary>Returns once every accepted event is in its order or on the desk.</summary>
    public abstract Task WaitUntilProjectedAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>One request of the scenario.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path with query, escaped as it goes over the wire.</param>
/// <param name="Headers">Request headers.</param>
/// <param name="Body">The body; null for none.</param>
public sealed record AnswerRequest(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[]? Body);

/// <summary>What came back.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="ContentType">Media type with its parameters; null without a body.</param>
/// <param name="Body">The body, byte for byte.</param>
/// <param name="Tag">The <c>ETag</c>; null without one.</param>
public sealed record Answer(int Status, string? ContentType, byte[] Body, string? Tag);
