using System.Globalization;

namespace OrderRelay.Local.Sqlite;

/// <summary>The words of a message that used up its deliveries.</summary>
internal static class AttemptsText
{
    public static string Of(int deliveries, string last)
        => string.Create(CultureInfo.InvariantCulture, $"delivered {deliveries} times without success; last: {last}");
}
