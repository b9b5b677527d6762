using System.Security.Cryptography;
using System.Text;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Tests.Providers;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b" : 1, "a" : [ true , null ] }""", """{"a":[true,null],"b":1}""")]
    [InlineData("""{"b":{"d":1,"c":2},"a":{}}""", """{"a":{},"b":{"c":2,"d":1}}""")]
    [InlineData("""{"a":1,"b":2,"a":3}""", """{"a":3,"b":2}""")]
    [InlineData("""{"\u0061":1,"a":2}""", """{"a":2}""")]
    [InlineData("""{"a":"\u0041\/\u00e9\ud83d\ude00"}""", """{"a":"A/é😀"}""")]
    [InlineData("""{"a":"\"\\\n\u0000"}""", "{\"a\":\"\\\"\\\\\\u000a\\u0000\"}")]
    [InlineData("""{"a":1.0}""", """{"a":1.0}""")]
    [InlineData("""{"\uff5e":1,"\ud83d\ude00":2,"z":3}""", """{"z":3,"～":1,"😀":2}""")]
    [InlineData("[]", "[]")]
    [InlineData("\"x\"", "\"x\"")]
    public void Body_is_hashed_in_its_canonical_form(string body, string canonical)
        => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))), Hash(body));

    [Fact]
    public void Numbers_are_told_apart_by_their_text() => Assert.NotEqual(Hash("1.0"), Hash("1"));

    [Fact]
    public void Half_a_surrogate_pair_is_not_the_text_of_its_escape()
    {
        Assert.NotEqual(Hash("""{"a":"\ud800"}"""), Hash("""{"a":"\\ud800"}"""));
        Assert.NotEqual(Hash("""{"a":"\ud800"}"""), Hash("""{"a":"\ud801"}"""));
        Assert.NotEqual(Hash("""{"\ud800":1}"""), Hash("""{"\ufffd":1}"""));
    }

    [Fact]
    public void Outermost_member_can_be_left_out()
    {
        Assert.Equal(Hash("""{"a":{"m":1}}"""), Hash("""{"m":2,"a":{"m":1},"m":3}""", "m"));
        Assert.Equal(Hash("{}"), Hash("""{"\u006d":2}""", "m"));
    }

    [Fact]
    public void Body_larger_than_every_buffer_is_hashed_whole()
    {
        const int Members = 5000;
        var names = Enumerable.Range(0, Members).Select(static i => $"name{i:00000}").ToArray();
        var sorted = string.Join(',', names.Select(static name => $"\"{name}\":\"{name}\""));
        const int Seed = 7;
        new Random(Seed).Shuffle(names);
        var shuffled = string.Join(", ", names.Select(static name => $"\"{name}\":\"{name}\""));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{{{sorted}}}"))), Hash($"{{{shuffled}}}"));
    }

    private static string Hash(string body, string without = "")
    {
        using var tape = JsonTape.Parse(Encoding.UTF8.GetBytes(body));
        Assert.True(tape.IsJson);
        return CanonicalJson.Hash(tape.Root, Encoding.UTF8.GetBytes(without)).Value;
    }
}
