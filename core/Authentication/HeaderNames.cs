using System.Buffers;

namespace OrderRelay.Core.Authentication;

/// <summary>What a header's name may be made of.</summary>
internal static class HeaderNames
{
    public static SearchValues<char> Characters { get; } = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
}
