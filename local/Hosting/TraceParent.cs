using System.Diagnostics;

namespace OrderRelay.Local.Hosting;

/// <summary>The trace that a request belongs to.</summary>
internal static class TraceParent
{
    /// <summary>The request's own span; where nobody listens there is none, and the caller's is carried on if it is well formed.</summary>
    public static string? Of(IHeaderDictionary headers)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            return activity.Id;
        }

        return headers.TraceParent is [{ } sent] && ActivityContext.TryParse(sent, null, out _) ? sent : null;
    }
}
