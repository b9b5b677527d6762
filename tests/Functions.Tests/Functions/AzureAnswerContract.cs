using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Contracts.Answers;

namespace OrderRelay.Functions.Tests.Functions;

/// <summary>The approved answers of every host, given by the triggers.</summary>
public sealed class AzureAnswerContract : AnswerContract
{
    protected override IReadOnlyDictionary<string, string> AnsweredByThePlatform { get; } = new Dictionary<string, string>
    {
        ["operator-key-missing"] = "the platform compares function keys before it calls the worker, and answers a bare 401",
        ["route-unknown"] = "the platform's router knows no function for it, and answers a bare 404",
        ["webhook-wrong-method"] = "the platform's router matches a route by its methods as well, and answers a bare 404",
    };

    /// <summary>But for the stream, which only the local host has: an instance hears of its own commits alone.</summary>
    [Fact]
    public void Every_path_of_the_description_has_a_trigger_and_every_trigger_is_described()
    {
        using var document = JsonDocument.Parse(Core.Api.OpenApiDocument.Answer.Body);
        var described = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(static path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"))
            .Except(["GET /api/stream"])
            .Concat(["GET /openapi/v1.json", "GET /{nothing:maxlength(0)?}", "GET /board/{*path}"]);
        var triggers = TriggerRoutes.All.SelectMany(static route => route.Methods.Select(method => $"{method.ToUpperInvariant()} /{route.Template.TemplateText}"));

        Assert.Equal(described.Order(StringComparer.Ordinal), triggers.Order(StringComparer.Ordinal));
    }

    protected override async Task<AnswerSubject> CreateAsync(TimeProvider time) => new Subject(await RelayUnderTest.CreateAsync(AnswerScenario.Settings, time));

    private sealed class Subject(RelayUnderTest relay) : AnswerSubject
    {
        private readonly HashSet<string> accepted = [];
        private int delivered;

        public override async Task<Answer> SendAsync(AnswerRequest request)
        {
            var context = ContextOf(request);
            var (status, body) = TriggerRoutes.Find(request.Method, context.Request.Path) is not { } found ? (404, [])
                : found.Route.Level is not AuthorizationLevel.Anonymous && !context.Request.Headers.ContainsKey("Authorization") ? (401, [])
                : await AnswerAsync(context, await found.Route.RunAsync(relay.Function(found.Route.Function.DeclaringType!), context.Request, found.Values));
            return new(status, context.Response.ContentType, body, context.Response.Headers.ETag.SingleOrDefault());
        }

        /// <summary>The broker drops a message whose id it has seen, and delivers the others.</summary>
        public override async Task WaitUntilProjectedAsync()
        {
            while (delivered < relay.Sent.Count)
            {
                var message = relay.Sent[delivered++];
                if (accepted.Add(message.MessageId))
                {
                    await relay.DeliverAsync(message);
                }
            }
        }

        public override ValueTask DisposeAsync() => relay.DisposeAsync();

        private static DefaultHttpContext ContextOf(AnswerRequest request)
        {
            var context = new DefaultHttpContext();
            var target = new Uri(new Uri("http://relay"), request.Path);
            context.Request.Method = request.Method;
            context.Request.Path = PathString.FromUriComponent(target);
            context.Request.QueryString = QueryString.FromUriComponent(target);
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = request.Path;
            foreach (var (name, value) in request.Headers)
            {
                context.Request.Headers.Append(name, value);
            }

            context.Request.Body = new MemoryStream(request.Body ?? []);
            context.Request.ContentLength = request.Body?.Length;
            return context;
        }

        private static async Task<(int Status, byte[] Body)> AnswerAsync(DefaultHttpContext context, IActionResult result)
        {
            using var body = new MemoryStream();
            context.Response.Body = body;
            await result.ExecuteResultAsync(new ActionContext { HttpContext = context });
            return (context.Response.StatusCode, body.ToArray());
        }
    }
}
