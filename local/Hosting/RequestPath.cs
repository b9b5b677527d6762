using Microsoft.AspNetCore.Http.Features;

namespace OrderRelay.Local.Hosting;

/// <summary>The request's path as it came over the wire, still escaped.</summary>
internal static class RequestPath
{
    public static string Of(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/'))
        {
            target = Uri.TryCreate(target, UriKind.Absolute, out var absolute) ? absolute.AbsolutePath : "/";
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }
}
