using System.Globalization;
using System.Text;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Tests.Providers;

/// <summary>Whether an instant is read off a body's bytes or by way of its text makes no difference, whatever the text.</summary>
public sealed class InstantsTests
{
    private const int Cases = 100_000;
    private const int Seed = 20_260_109;
    private const string Splinters = "0123456789.:-+TZ zte,";

    private static readonly string[] Forms = ["yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss.fff", "yyyy-MM-ddTHH:mm:ss.fffffff", "yyyy-MM-ddTHH:mm:ss.f"];
    private static readonly string[] Offsets = ["Z", "+00:00", "-06:00", "+11:00", "+05:45", "+14:00", "-14:00", "+14:30", "-00:00", "", "z", "+0300", "+3:00", "+23:00"];
    private static readonly string[] Times = ["2024-02-29", "2023-02-29", "2024-12-31T23:59:59", "2024-12-31T23:59:60Z", "2024-01-01T24:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-01:00"];

    [Fact]
    public void Instants_are_read_off_bytes_as_off_their_text()
    {
        var read = 0;
        for (var index = 0; index < Cases; index++)
        {
            var text = Text(new Random(Seed + index));
            var expected = Instants.Read(text);
            using var tape = JsonTape.Parse(Encoding.UTF8.GetBytes($"\"{text}\""));
            Assert.True((expected, TimeSpan.Zero) == (tape.Root.Instant, tape.Root.Instant?.Offset ?? TimeSpan.Zero), text);
            Assert.Equal(expected is { } at ? (at, text) : null, Instants.WithText(tape.Root));
            read += expected is null ? 0 : 1;
        }

        Assert.InRange(read, Cases / 3, Cases * 9 / 10);
    }

    private static string Text(Random random)
    {
        var text = random.Next(5) switch
        {
            0 => random.NextInt64(1L << random.Next(1, 50)).ToString(CultureInfo.InvariantCulture),
            1 => (random.NextInt64(1L << random.Next(1, 50)) / (decimal)Math.Pow(10, random.Next(10))).ToString(CultureInfo.InvariantCulture),
            2 when random.Next(10) == 0 => Times[random.Next(Times.Length)],
            _ => new DateTime(random.NextInt64(new DateTime(1960, 1, 1).Ticks, new DateTime(random.Next(3) == 0 ? 9999 : 2060, 12, 31).Ticks)).ToString(Forms[random.Next(Forms.Length)], CultureInfo.InvariantCulture)
                + Offsets[random.Next(Offsets.Length)],
        };
        if (random.Next(4) == 0 && text.Length > 0)
        {
            var at = random.Next(text.Length);
            text = text[..at] + Splinters[random.Next(Splinters.Length)] + text[Math.Min(text.Length, at + random.Next(3))..];
        }

        return text;
    }
}
