using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace OrderRelay.Functions.Blobs;

/// <summary>Signs blob requests with an account's key, as the storage services specify for the shared key scheme.</summary>
internal sealed class SharedKeyPolicy(StorageAccount account) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var signature = HMACSHA256.HashData(account.Key, Encoding.UTF8.GetBytes(TextToSign(message.Request)));
        message.Request.Headers.SetValue("Authorization", $"SharedKey {account.Name}:{Convert.ToBase64String(signature)}");
    }

    private string TextToSign(Request request)
    {
        var text = new StringBuilder(256).Append(request.Method.Method).Append('\n');
        var length = request.Content is { } content && content.TryComputeLength(out var bytes) && bytes > 0 ? bytes : (long?)null;

        // Encoding, language, length, MD5, type, date, four conditions and range: only length and type are ever set.
        text.Append("\n\n").Append(length).Append("\n\n")
            .Append(request.Headers.TryGetValue("Content-Type", out var type) ? type : "").Append("\n\n\n\n\n\n\n");

        foreach (var header in request.Headers.Where(static header => header.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .OrderBy(static header => header.Name, StringComparer.OrdinalIgnoreCase))
        {
            text.Append(header.Name.ToLowerInvariant()).Append(':').Append(header.Value).Append('\n');
        }

        var address = request.Uri.ToUri();
        text.Append('/').Append(account.Name).Append(address.AbsolutePath);
        foreach (var parameter in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))
        {
            var cut = parameter.IndexOf('=', StringComparison.Ordinal);
            text.Append('\n').Append(parameter.AsSpan(0, cut)).Append(':').Append(Uri.UnescapeDataString(parameter[(cut + 1)..]));
        }

        return text.ToString();
    }
}
