using System.Buffers.Text;
using System.Text;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Where a listing goes on: the service's continuation for the page that was being read, and the last row of it that was
/// taken. Opaque to callers.
/// </summary>
/// <param name="Continuation">Null for the first page.</param>
/// <param name="After">Partition and row of the last entity taken from that page; null when none was.</param>
internal sealed record ListCursor(string? Continuation, IndexKeys? After)
{
    private const char Separator = '\n';

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Join(Separator, "1", Continuation, After?.Partition, After?.Row)));

    /// <exception cref="InvalidCursorException">The text is no cursor.</exception>
    public static ListCursor Parse(string? text)
    {
        if (text is null)
        {
            return new(null, null);
        }

        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator);
            return parts is ["1", var continuation, var partition, var row]
                ? new(continuation.Length == 0 ? null : continuation, row.Length == 0 ? null : new(partition, row))
                : throw new InvalidCursorException();
        }
        catch (FormatException malformed)
        {
            throw new InvalidCursorException("this cursor was not given by an earlier answer; start again without one", malformed);
        }
    }

    /// <summary>True for a row of the page that an earlier answer already held.</summary>
    public bool Holds(string partition, string row) => After is { } after
        && (string.CompareOrdinal(partition, after.Partition) is var byPartition and not 0
            ? byPartition < 0
            : string.CompareOrdinal(row, after.Row) <= 0);
}
