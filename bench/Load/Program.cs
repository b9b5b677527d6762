using OrderRelay.Load.Commands;

return await new LoadCommand { new ReportCommand() }.Parse(args).InvokeAsync();
