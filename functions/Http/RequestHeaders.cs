using Microsoft.AspNetCore.Http;
using OrderRelay.Core.Authentication;

namespace OrderRelay.Functions.Http;

/// <summary>A request's headers as authentication reads them: a header sent twice counts as absent.</summary>
internal sealed class RequestHeaders(IHeaderDictionary headers) : IWebhookHeaders
{
    public string? this[string name] => headers.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;
}
