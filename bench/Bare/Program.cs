// The yardstick: Kestrel and routing, the whole body read, 202 in the shape of the real receiver, and nothing else.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
await using var app = builder.Build();

var answer = """{"eventId":"captain:order_status_updated:00000000-0000-4000-8000-000000000000","status":"accepted"}"""u8.ToArray();

app.MapPost("/api/webhooks/{provider}", async context =>
{
    var body = context.Request.BodyReader;
    while (true)
    {
        var read = await body.ReadAsync(context.RequestAborted);
        body.AdvanceTo(read.Buffer.End);
        if (read.IsCompleted)
            break;
    }

    context.Response.StatusCode = StatusCodes.Status202Accepted;
    context.Response.ContentType = "application/json";
    context.Response.ContentLength = answer.Length;
    await context.Response.BodyWriter.WriteAsync(answer, context.RequestAborted);
});

await app.StartAsync();
foreach (var address in app.Urls)
    Console.WriteLine($"listening on {address}");

await app.WaitForShutdownAsync();
