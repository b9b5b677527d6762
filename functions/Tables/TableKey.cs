using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OrderRelay.Core.Orders;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Keys of the Table service: no <c>/ \ # ?</c> and no control characters, at most 1 KiB in UTF-16. Ids of providers may hold
/// anything, so each part of a key is escaped, one-to-one, and a very long one is replaced by its hash.
/// </summary>
internal static class TableKey
{
    /// <summary>Two such parts and an instant stay below the 512 characters of a key.</summary>
    private const int MaxPartLength = 200;

    /// <summary>Joins parts that were escaped one by one: no escaped part holds it.</summary>
    public const char Separator = '|';

    /// <summary>Sorts right behind every key that begins with a part and the separator.</summary>
    public const char PastSeparator = '}';

    /// <summary>What escaped text is made of, in the order in which the service sorts it.</summary>
    private const string Alphabet = "-.0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";

    public static string Of(OrderKey key) => $"{Escape(key.Provider)}{Separator}{Escape(key.OrderId)}";

    /// <summary>Letters, digits and <c>- _ . :</c> as they are, every other UTF-16 unit as <c>~</c> and four hex digits.
    /// The percent sign is escaped too: clients of the service disagree about it in addresses.</summary>
    public static string Escape(string text)
    {
        var escaped = IsPlain(text) ? text : EscapeUnits(text);
        return escaped.Length <= MaxPartLength ? escaped : $"~h{Hash(Encoding.UTF8.GetBytes(text))}";
    }

    /// <summary>The whole SHA-256, in lower-case hex: an identity's part of a row key.</summary>
    public static string Hash(EventIdentity identity) => Hash(Encoding.UTF8.GetBytes(identity.Value));

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>19 digits that sort the newest first.</summary>
    public static string Descending(DateTimeOffset instant)
        => (DateTimeOffset.MaxValue.UtcTicks - instant.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>8 digits that sort the newest UTC day first.</summary>
    public static string DescendingDay(DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        return (99_999_999 - (utc.Year * 10_000) - (utc.Month * 100) - utc.Day).ToString("D8", CultureInfo.InvariantCulture);
    }

    /// <summary>Escaped text turned around, so that of two texts of one length the greater sorts first.</summary>
    public static string Reverse(string escaped) => string.Create(escaped.Length, escaped, static (turned, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            turned[i] = Alphabet[^(Alphabet.IndexOf(text[i], StringComparison.Ordinal) + 1)];
        }
    });

    private static bool IsPlain(string text)
    {
        foreach (var unit in text)
        {
            if (!IsPlain(unit))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlain(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_' or '.' or ':';

    private static string EscapeUnits(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var unit in text)
        {
            _ = IsPlain(unit) ? escaped.Append(unit) : escaped.Append('~').Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }
}
