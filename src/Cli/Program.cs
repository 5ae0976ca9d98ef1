return await FanOut.Cli.Commands.FanOutCommand.RunAsync(args);
