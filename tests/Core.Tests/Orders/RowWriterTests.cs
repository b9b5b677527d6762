using System.Globalization;
using System.Text;
using System.Text.Json;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Tests.Orders;

/// <summary>Texts, instants, numbers and foreign JSON are written as the platform's own writer writes them, whatever they hold.</summary>
public sealed class RowWriterTests
{
    private const int Cases = 20_000;
    private const int Seed = 20_260_105;

    /// <summary>What is left as it stands, what is escaped, and halves of surrogate pairs.</summary>
    private static readonly string[] Pieces =
        ["a", "Wings", "extra sauce", " ", "\"", "\\", "/", "<", ">", "&", "'", "+", "`", "\n", "\t", "\0", "\u001f", "\u007f", "\u0080", "é", "ÿ", "\u2028", "～", "😀", "\ud83d", "\ude00", "0123456789abcdef"];

    [Fact]
    public void Texts_are_escaped_as_the_platform_escapes_them()
    {
        for (var index = 0; index < Cases; index++)
        {
            var random = new Random(Seed + index);
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            Assert.Equal(Platform(writer => writer.WriteStringValue(text)), Written(Given.Says(1, OrderFacts.None) with { OccurredAtText = text }, "occurredAtText"));
        }
    }

    [Fact]
    public void Instants_are_the_round_trip_form_without_its_last_zeros()
    {
        for (var index = 0; index < Cases; index++)
        {
            var random = new Random(Seed + index);
            long[] grains = [1, 10, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerSecond, TimeSpan.TicksPerHour, TimeSpan.TicksPerDay];
            var grain = grains[random.Next(grains.Length)];
            var at = new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks / grain) * grain, TimeSpan.Zero);
            var expected = at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)[..^1].TrimEnd('0').TrimEnd('.') + "Z";

            Assert.Equal(expected, InstantConverter.Write(at));
            Assert.Equal($"\"{expected}\"", Written(Given.Says(1, OrderFacts.None) with { OccurredAt = at.ToOffset(TimeSpan.FromHours(at.Year is 1 or 9999 ? 0 : -3)) }, "occurredAt"));
        }
    }

    [Fact]
    public void Decimals_keep_their_digits_as_the_platform_keeps_them()
    {
        for (var index = 0; index < Cases; index++)
        {
            var random = new Random(Seed + index);
            var low = random.Next(4) == 0 ? random.Next(3) : random.Next();
            var number = new decimal(low, random.Next(3) == 0 ? random.Next() : 0, random.Next(9) == 0 ? random.Next() : 0, random.Next(2) == 0, (byte)random.Next(29));
            Assert.Equal(Platform(writer => writer.WriteNumberValue(number)), Written(Given.Says(1, new() { Total = number }), "facts", "total"));
        }
    }

    [Fact]
    public void Foreign_json_is_written_as_the_platform_writes_it()
    {
        for (var index = 0; index < Cases; index++)
        {
            var random = new Random(Seed + index);
            var element = JsonElement.Parse(RandomJson.Spaced(random, 3));
            if (element.ValueKind is not JsonValueKind.Null)
            {
                var written = OrderJson.Write(Given.Says(1, OrderFacts.None) with { Facts = new() { CustomFields = element } });
                Assert.EndsWith($"\"customFields\":{Platform(element.WriteTo)}}}}}", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    [InlineData(2_000_000)]
    public void Rows_of_any_length_are_written_whole(int length)
    {
        var @event = Given.Says(1, OrderFacts.None) with { OccurredAtText = new string('+', length) };

        Assert.Equal(@event.OccurredAtText, OrderJson.ReadEvent(OrderJson.Write(@event)).OccurredAtText);
        Assert.Equal("short", OrderJson.ReadEvent(OrderJson.Write(@event with { OccurredAtText = "short" })).OccurredAtText);
    }

    private static string Platform(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The member's value as the row has it.</summary>
    private static string Written(OrderEvent @event, params string[] path)
        => path.Aggregate(JsonElement.Parse(OrderJson.Write(@event)), static (value, member) => value.GetProperty(member)).GetRawText();
}
