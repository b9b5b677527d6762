using System.Globalization;

namespace OrderRelay.Core.Pipeline;

/// <summary>Ids that sort by time: <c>yyyyMMddTHHmmssfffffff-{8 hexadecimal digits}</c>.</summary>
internal static class SortableId
{
    public static string Next(DateTimeOffset now, Random random)
    {
        uint chance;
        lock (random)
        {
            chance = (uint)random.NextInt64(0, 1L << 32);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd'T'HHmmssfffffff}-{chance:x8}");
    }
}
