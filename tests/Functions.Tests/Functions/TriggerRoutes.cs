using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Functions.ServiceBus;

namespace OrderRelay.Functions.Tests.Functions;

/// <summary>Finds the function that a request is for as the platform does: by the routes that the triggers declare.</summary>
internal static class TriggerRoutes
{
    public static IReadOnlyList<TriggerRoute> All { get; } =
    [
        .. typeof(QueueNames).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods().Where(static method => method.IsDefined(typeof(FunctionAttribute))))
            .SelectMany(TriggerRoute.Of)
            .OrderBy(static route => RoutePrecedence.ComputeInbound(route.Template)),
    ];

    /// <summary>Null where the platform would answer by itself: no route, or not that method.</summary>
    public static (TriggerRoute Route, RouteValueDictionary Values)? Find(string method, PathString path)
    {
        foreach (var route in All)
        {
            var values = new RouteValueDictionary();
            if (route.Methods.Contains(method, StringComparer.OrdinalIgnoreCase) && new TemplateMatcher(route.Template, []).TryMatch(path, values))
            {
                return (route, values);
            }
        }

        return null;
    }
}

/// <summary>One HTTP function and what its trigger declares.</summary>
internal sealed record TriggerRoute(MethodInfo Function, RouteTemplate Template, string[] Methods, AuthorizationLevel Level)
{
    public static IEnumerable<TriggerRoute> Of(MethodInfo function)
        => function.GetParameters()
            .Select(static parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .Select(trigger => new TriggerRoute(function, TemplateParser.Parse(trigger.Route!), trigger.Methods!, trigger.AuthLevel));

    public Task<IActionResult> RunAsync(object instance, HttpRequest request, RouteValueDictionary values)
        => (Task<IActionResult>)Function.Invoke(instance, [.. Function.GetParameters().Select(parameter => parameter.ParameterType == typeof(HttpRequest) ? request : values[parameter.Name!])])!;
}
