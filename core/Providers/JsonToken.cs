using System.Text.Json;

namespace OrderRelay.Core.Providers;

/// <summary>One name or value of a parsed body, as a place in its bytes.</summary>
/// <param name="Start">Where its text begins; behind the opening quote of a string.</param>
/// <param name="Length">Bytes of its text, without a string's quotes.</param>
/// <param name="Next">Index of the first token behind it and all that it contains.</param>
/// <param name="Type">What it is.</param>
/// <param name="Escaped">A name or string with escapes in it.</param>
internal readonly record struct JsonToken(int Start, int Length, int Next, JsonTokenType Type, bool Escaped);
