using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OrderRelay.Core.Orders;

namespace OrderRelay.Functions.Http;

/// <summary>
/// Segments of the path as the client wrote it, each unescaped once and wholly. Route values leave an escaped slash as it
/// is, and an order id may hold one.
/// </summary>
internal static class RoutePath
{
    /// <summary>The order that <c>/api/orders/{provider}/{orderId}</c> names.</summary>
    public static OrderKey OrderOf(HttpRequest request) => new(Segment(request, 2), Segment(request, 3));

    /// <param name="request">The request.</param>
    /// <param name="index">From 0, behind the leading slash.</param>
    public static string Segment(HttpRequest request, int index)
    {
        var segments = Of(request).Split('/');
        return index + 1 < segments.Length ? Uri.UnescapeDataString(segments[index + 1]) : "";
    }

    /// <summary>The whole path, still escaped.</summary>
    public static string Of(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(target))
        {
            return request.Path.ToUriComponent();
        }

        return target.StartsWith('/') ? target.Split('?')[0] : Uri.TryCreate(target, UriKind.Absolute, out var absolute) ? absolute.AbsolutePath : "/";
    }
}
