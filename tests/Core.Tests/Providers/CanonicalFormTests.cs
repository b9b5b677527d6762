using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Tests.Providers;

/// <summary>The canonical form of any JSON is what a plain reading of its definition gives.</summary>
public sealed class CanonicalFormTests
{
    private const int Cases = 20_000;
    private const int Seed = 20_260_108;

    [Fact]
    public void Random_json_is_hashed_in_its_canonical_form()
    {
        for (var index = 0; index < Cases; index++)
        {
            var body = Encoding.UTF8.GetBytes(RandomJson.Spaced(new Random(Seed + index), 4));
            var expected = new StringBuilder();
            Write(JsonElement.Parse(body), expected);

            using var tape = JsonTape.Parse(body);
            Assert.Equal(expected.ToString(), Encoding.UTF8.GetString(CanonicalJson.Form(tape.Root)));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(expected.ToString()))), CanonicalJson.Hash(tape.Root).Value);
        }
    }

    private static void Write(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().GroupBy(static member => member.Name).ToDictionary(static group => group.Key, static group => group.Last().Value);
                var names = members.Keys.Order(Comparer<string>.Create(static (left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right))));
                Join(text, '{', '}', names, name =>
                {
                    Quote(name, text);
                    Write(members[name], text.Append(':'));
                });
                break;
            case JsonValueKind.Array:
                Join(text, '[', ']', value.EnumerateArray(), element => Write(element, text));
                break;
            case JsonValueKind.String:
                Quote(value.GetString()!, text);
                break;
            default:
                _ = text.Append(value.GetRawText());
                break;
        }
    }

    private static void Join<T>(StringBuilder text, char opening, char closing, IEnumerable<T> parts, Action<T> write)
    {
        var separator = opening;
        foreach (var part in parts)
        {
            _ = text.Append(separator);
            write(part);
            separator = ',';
        }

        _ = separator == opening ? text.Append(opening).Append(closing) : text.Append(closing);
    }

    private static void Quote(string value, StringBuilder text)
    {
        _ = text.Append('"');
        foreach (var unit in value)
        {
            _ = unit < ' ' ? text.Append($"\\u{(int)unit:x4}") : unit is '"' or '\\' ? text.Append('\\').Append(unit) : text.Append(unit);
        }

        _ = text.Append('"');
    }
}
