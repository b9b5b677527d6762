using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrderRelay.Core.Pipeline;

/// <summary>Ids of letters: sortable by time of receipt, and the same however often one message is collected.</summary>
internal static class DeadLetterId
{
    public static string Of(DateTimeOffset receivedAt, string messageId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(messageId));
        return receivedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfffffff", CultureInfo.InvariantCulture)
            + "-" + Convert.ToHexStringLower(hash.AsSpan(0, 6));
    }
}
