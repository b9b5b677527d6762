namespace OrderRelay.Local.Simulation;

/// <summary>
/// Where webhooks go. An address without a path is a relay's, which has a route per provider; one with a path is a receiver of
/// any kind, posted to as it is, with <c>{provider}</c> in it replaced.
/// </summary>
internal sealed class ReceiverAddress
{
    private const string RelayRoute = "/api/webhooks/";
    private const string Placeholder = "{provider}";

    private readonly string template;

    private ReceiverAddress(Uri url, string template)
    {
        Url = url;
        this.template = template;
    }

    public Uri Url { get; }

    /// <summary>The relay that the address belongs to, for its operator's routes; null when it is no relay's.</summary>
    public Uri? Relay => template.IndexOf(RelayRoute, StringComparison.Ordinal) is >= 0 and var at ? new(template[..(at + 1)]) : null;

    /// <summary>Reads an address; null when it is none of http.</summary>
    public static ReceiverAddress? Read(string? text)
    {
        if (text is null || !Uri.TryCreate(text.Replace(Placeholder, "provider", StringComparison.Ordinal), UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https"))
        {
            return null;
        }

        return new(url, url.PathAndQuery is "/" ? url.GetLeftPart(UriPartial.Authority) + RelayRoute + Placeholder : text);
    }

    public Uri Of(Dialect dialect) => new(template.Replace(Placeholder, dialect.Name, StringComparison.Ordinal));
}
