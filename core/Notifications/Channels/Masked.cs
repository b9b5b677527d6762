using System.Net.Mail;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>Targets as logs and answers may show them.</summary>
internal static class Masked
{
    private const int ShownEnd = 4;

    /// <summary>Below this, four characters would be too much of it.</summary>
    private const int ShortestShown = 12;

    /// <summary>The host and, of a long enough path, the last four characters.</summary>
    public static string Url(Uri url)
    {
        var port = url.IsDefaultPort ? "" : $":{url.Port}";
        var path = url.PathAndQuery;
        return path.Length <= 1 ? $"{url.IdnHost}{port}"
            : path.Length < ShortestShown ? $"{url.IdnHost}{port}/…"
            : $"{url.IdnHost}{port}/…{path[^ShownEnd..]}";
    }

    /// <summary>The first letter and the host of each address.</summary>
    public static string Addresses(IEnumerable<MailAddress> addresses)
        => string.Join(", ", addresses.Select(static address => $"{address.User[..1]}…@{address.Host}"));
}
