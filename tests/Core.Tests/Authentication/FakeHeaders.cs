using OrderRelay.Core.Authentication;

namespace OrderRelay.Core.Tests.Authentication;

/// <summary>Headers as a host gives them: any case, and nothing for one that occurs twice.</summary>
internal sealed class FakeHeaders(params (string Name, string Value)[] headers) : IWebhookHeaders
{
    public string? this[string name]
    {
        get
        {
            var values = headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray();
            return values.Length == 1 ? values[0].Value : null;
        }
    }
}
