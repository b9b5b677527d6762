using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// What makes letters alike: provider, reason, event name, and the text without what differs from one to the next (numbers,
/// ids, quoted words). A mended cause is replayed by it.
/// </summary>
public static partial class LetterFingerprint
{
    /// <returns>16 hexadecimal digits.</returns>
    public static string Of(string provider, DeadLetterReason reason, string eventName, string text)
    {
        var alike = $"{provider}\n{WireNames<DeadLetterReason>.Of(reason)}\n{eventName}\n{Normalise(text)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(alike)).AsSpan(0, 8));
    }

    internal static string Normalise(string text) => Number().Replace(Id().Replace(Quoted().Replace(text, "'…'"), "#"), "#");

    [GeneratedRegex("'[^']*'|\"[^\"]*\"")]
    private static partial Regex Quoted();

    /// <summary>Hexadecimal words with a digit in them, dashes included: hashes and UUIDs.</summary>
    [GeneratedRegex(@"\b(?=[0-9a-fA-F-]*\d)[0-9a-fA-F]{8,}(?:-[0-9a-fA-F]+)*\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d+(?:[.:,]\d+)*")]
    private static partial Regex Number();
}
