using System.Net;
using System.Net.Sockets;

namespace OrderRelay.Load.Http;

/// <summary>Where the load goes: this machine and nowhere else.</summary>
/// <param name="EndPoint">A loopback address with its port.</param>
/// <param name="Path">The request's path and query; <c>/</c> when the URL had none.</param>
internal sealed record LoopbackTarget(IPEndPoint EndPoint, string Path)
{
    /// <summary>The same as one URL.</summary>
    public Uri Url => new($"http://{EndPoint}{Path}");

    /// <exception cref="ArgumentException">Not an http URL of an IPv4 loopback address.</exception>
    public static LoopbackTarget Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp)
            throw new ArgumentException($"'{url}' is no http:// URL");

        // "localhost" is not looked up: a hosts file could send it anywhere.
        var address = uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(uri.Host, out var parsed) ? parsed : null;
        if (address is null || !IPAddress.IsLoopback(address) || address.AddressFamily != AddressFamily.InterNetwork)
            throw new ArgumentException($"'{uri.Host}' is not an IPv4 loopback address: load is only sent to this machine (127.0.0.1)");

        return new LoopbackTarget(new IPEndPoint(address, uri.Port), uri.PathAndQuery);
    }
}
