using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Tests.Providers;

/// <summary>A tape takes for JSON what the platform's reader takes for JSON, nothing else, and reads the same off it.</summary>
public sealed class JsonTapeTests
{
    private const int Cases = 40_000;
    private const int Seed = 20_260_107;

    /// <summary>What may be slipped in, or put in place of what is there.</summary>
    private static readonly string[] Splinters =
        ["\"", "\\", "\\u", "\\ud800", "\\u00", "\\x", "{", "}", "[", "]", ",", ":", "null", "tru", "1e", "-", ".", "0", "1e999", "\0", "\u001f", " ", "//", "é", "NaN", "+1"];

    [Fact]
    public void Random_json_is_read_as_the_platform_reads_it()
    {
        for (var index = 0; index < Cases; index++)
        {
            var text = RandomJson.Spaced(new Random(Seed + index), 4);
            Assert.True(Agrees(Encoding.UTF8.GetBytes(text), out var isJson), text);
            Assert.True(isJson, text);
        }
    }

    [Fact]
    public void Damaged_json_is_judged_as_the_platform_judges_it()
    {
        var refused = 0;
        for (var index = 0; index < Cases; index++)
        {
            var random = new Random(Seed + index);
            var text = RandomJson.Spaced(random, 3);
            for (var strokes = random.Next(1, 3); strokes > 0; strokes--)
            {
                var at = random.Next(text.Length + 1);
                text = text[..at] + Splinters[random.Next(Splinters.Length)] + text[Math.Min(text.Length, at + random.Next(3))..];
            }

            Assert.True(Agrees(Encoding.UTF8.GetBytes(text), out var isJson), text);
            refused += isJson ? 0 : 1;
        }

        Assert.InRange(refused, Cases / 4, Cases - (Cases / 50));
    }

    [Fact]
    public void Every_beginning_and_every_byte_of_a_sample_is_judged_as_the_platform_judges_it()
    {
        var body = ProviderBodies.CaptainSample("order_status_updated.completed.json").Body;
        for (var at = 0; at < body.Length; at++)
        {
            Assert.True(Agrees(body.AsSpan(0, at), out _), $"the first {at} bytes");
            foreach (var value in (byte[])[0, (byte)'"', (byte)'\\', (byte)'{', (byte)']', (byte)',', (byte)'0', 0xC3])
            {
                byte[] damaged = [.. body];
                damaged[at] = value;
                Assert.True(Agrees(damaged, out _), $"{value} at {at}");
            }
        }
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Depth_is_bounded(int depth, bool isJson)
    {
        Assert.True(Agrees(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)), out var arrays));
        Assert.True(Agrees(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth)), out var objects));
        Assert.Equal((isJson, isJson), (arrays, objects));
    }

    private static bool Agrees(ReadOnlySpan<byte> body, out bool isJson)
    {
        using var tape = JsonTape.Parse(body);
        isJson = tape.IsJson;
        if (isJson != IsJson(body))
        {
            return false;
        }

        try
        {
            return !isJson || Same(tape.Root, JsonElement.Parse(body));
        }
        catch (InvalidOperationException)
        {
            // The platform makes no string of half a surrogate pair.
            return tape.Root.Json.SequenceEqual(body.Trim(" \t\r\n"u8));
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            while (reader.Read())
            {
            }

            return Utf8.IsValid(body);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Same(JsonField field, JsonElement element)
    {
        if (!field.Json.SequenceEqual(Encoding.UTF8.GetBytes(element.GetRawText())))
        {
            return false;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                var index = 0;
                foreach (var each in field)
                {
                    if (!Same(each, element[index++]))
                    {
                        return false;
                    }
                }

                return index == element.GetArrayLength();
            case JsonValueKind.Object:
                foreach (var name in element.EnumerateObject().Select(static member => member.Name))
                {
                    if (!Same(field[Encoding.UTF8.GetBytes(name)], element.GetProperty(name)))
                    {
                        return false;
                    }
                }

                return true;
            case JsonValueKind.String:
                return (field.Text ?? "") == element.GetString();
            default:
                return true;
        }
    }
}
