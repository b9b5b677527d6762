using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OrderRelay.Core.Authentication;
using OrderRelay.Core.Providers;

namespace OrderRelay.Local.Simulation;

/// <summary>Proves to the receiver whose a request is, in one of the ways that a relay can be configured to check.</summary>
internal sealed class RequestCredential
{
    private readonly Action<HttpRequestMessage, Dialect, byte[], string> apply;

    private RequestCredential(Action<HttpRequestMessage, Dialect, byte[], string> apply) => this.apply = apply;

    /// <summary>Sends no credential.</summary>
    public static RequestCredential None { get; } = new(static (_, _, _, _) => { });

    /// <summary>A token in a header, as it is.</summary>
    /// <param name="header">Null for the one that each provider documents.</param>
    /// <param name="tokens">By provider.</param>
    public static RequestCredential Token(string? header, IReadOnlyDictionary<string, string> tokens)
        => new((request, dialect, _, _) => request.Headers.TryAddWithoutValidation(header ?? HeaderOf(dialect), tokens[dialect.Name]));

    /// <summary>HMAC-SHA256 over the body, in lower-case hex.</summary>
    public static RequestCredential Hmac(string? header, byte[] key)
        => new((request, dialect, body, _) => request.Headers.TryAddWithoutValidation(
            header ?? HeaderOf(dialect), Convert.ToHexStringLower(HMACSHA256.HashData(key, body))));

    /// <summary>HTTP Basic.</summary>
    /// <param name="user"><c>NAME:PASSWORD</c>.</param>
    public static RequestCredential Basic(string user)
    {
        var value = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user));
        return new((request, _, _, _) => request.Headers.TryAddWithoutValidation("Authorization", value));
    }

    /// <summary>The three headers of Standard Webhooks. An attempt keeps the message's id and is signed anew.</summary>
    public static RequestCredential StandardWebhooks(byte[] key, TimeProvider time)
        => new((request, _, body, id) =>
        {
            var now = time.GetUtcNow();
            request.Headers.TryAddWithoutValidation(StandardWebhooksSignature.IdHeader, id);
            request.Headers.TryAddWithoutValidation(
                StandardWebhooksSignature.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            request.Headers.TryAddWithoutValidation(StandardWebhooksSignature.SignatureHeader, StandardWebhooksSignature.Sign(key, id, now, body));
        });

    /// <param name="request">Gets the headers.</param>
    /// <param name="dialect">Whose request it is.</param>
    /// <param name="body">Its body.</param>
    /// <param name="id">The event's id, the same for every attempt to deliver it.</param>
    public void Apply(HttpRequestMessage request, Dialect dialect, byte[] body, string id) => apply(request, dialect, body, id);

    private static string HeaderOf(Dialect dialect) => ProviderCatalog.Default.Find(dialect.Name)!.Authentication.Header;
}
